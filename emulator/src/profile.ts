/** Profiles in a credentials file, as the clients of the service read them. */
import { readFile } from 'node:fs/promises';

import { writeSecret } from './writing.js';

/** What a profile has. */
export interface Profile {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authEndpoint: string;
  readonly apiEndpoint: string;
}

/** Writes a profile into a credentials file; the others in it stay. JSON where the file is called so, else INI. */
export async function writeProfile(file: string, name: string, profile: Profile): Promise<void> {
  if (!/^[\w.-]+$/.test(name)) throw new Error(`Not a name for a profile: ${name}`);
  const before = await readFile(file, 'utf8').catch(() => '');
  const text = file.endsWith('.json') ? asJson(before, file, name, profile) : asIni(before, name, profile);
  await writeSecret(file, text);
}

function asJson(before: string, file: string, name: string, profile: Profile): string {
  let all: unknown = {};
  try {
    if (before.trim() !== '') all = JSON.parse(before);
  } catch {
    all = undefined;
  }
  if (typeof all !== 'object' || all === null || Array.isArray(all))
    throw new Error(`${file} is not a JSON object.`);
  const own = {
    client_id: profile.clientId,
    client_secret: profile.clientSecret,
    auth_endpoint: `${profile.authEndpoint}/oauth2/token`,
    api_endpoint: profile.apiEndpoint,
  };
  return `${JSON.stringify({ ...all, [name]: own }, null, 2)}\n`;
}

function asIni(before: string, name: string, profile: Profile): string {
  const kept: string[] = [];
  let isOwn = false;
  for (const line of before.split('\n')) {
    const [, section] = /^\s*\[([^\]]*)\]/.exec(line) ?? [];
    if (section !== undefined) isOwn = section.trim() === name;
    if (!isOwn) kept.push(line);
  }
  const own = [
    `[${name}]`,
    `client_id = ${profile.clientId}`,
    `client_secret = ${profile.clientSecret}`,
    `auth_endpoint = ${profile.authEndpoint.replace(/^https?:\/\//, '')}`,
    `api_endpoint = ${profile.apiEndpoint}`,
  ];
  return `${[kept.join('\n').trim(), own.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}
