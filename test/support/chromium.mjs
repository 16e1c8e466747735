/** The Chromium that tests drive (CHROMIUM names it, /usr/bin/chromium otherwise), and how it is started. */
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
