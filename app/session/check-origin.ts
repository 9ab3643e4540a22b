/** What of a request decides whether our own page sent it. */
export interface OriginEvidence {
  method: string;
  /** The Host header, or the forwarded one of a trusted proxy. */
  host: string | undefined;
  origin: string | undefined;
  secFetchSite: string | undefined;
  hasSessionCookie: boolean;
  hasBearerKey: boolean;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that may change something came from our own pages or from a program (abuse: cross-site request
 * forgery, also of the sign-in itself). Browsers say so in Sec-Fetch-Site, older ones in Origin; a browser's cookie
 * without either is not believed. A bearer key is never sent by a browser on its own.
 */
export function isOwnOrigin(evidence: OriginEvidence, publicUrl?: string): boolean {
  if (safeMethods.has(evidence.method.toUpperCase())) return true;
  if (evidence.hasBearerKey && !evidence.hasSessionCookie) return true;
  if (evidence.secFetchSite !== undefined) return ['same-origin', 'none'].includes(evidence.secFetchSite);
  if (evidence.origin !== undefined) {
    if (!URL.canParse(evidence.origin)) return false;
    const { host } = new URL(evidence.origin);
    return host === evidence.host || (publicUrl !== undefined && host === new URL(publicUrl).host);
  }
  return !evidence.hasSessionCookie;
}
