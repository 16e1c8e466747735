/** `las-fp/node`: everything that needs Node. */

export { type CredentialsFileOptions, credentialsFromFile } from './credentialsFile.js';
export * from './defaultCredentials.js';
export { credentialsFromEnvironment, type Environment } from './environment.js';
export * from './fileContent.js';
export * from './journalFile.js';
export * from './tokenCache.js';
export * from './transitionHandler.js';
export * from './transport/nodeTransport.js';
