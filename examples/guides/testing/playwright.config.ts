import { defineConfig } from '@playwright/test';

const port = Number(process.env['PORT'] ?? 5173);
const url = `http://127.0.0.1:${port}`;
const executablePath = process.env['CHROMIUM']; // a browser that is installed already, if you like

export default defineConfig({
  webServer: { command: `vite build && vite preview --host 127.0.0.1 --port ${port} --strictPort`, url },
  use: { baseURL: url, ...(executablePath && { launchOptions: { executablePath } }) },
});
