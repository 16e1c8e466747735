/** Proof Key for Code Exchange, RFC 7636: what ties a code to the browser that asked for it. */

/** The challenge of a verifier, with the method S256: its SHA-256 in the base64 of addresses. */
export async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
}
