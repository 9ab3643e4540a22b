import type { AppLoadContext } from '@remix-run/node';

/** The address at which a receipt's code is checked, as it goes into a QR code; null for a receipt without one. */
export function verifyUrlOf(
  { services }: Pick<AppLoadContext, 'services'>,
  request: Request,
  code: string | null,
): string | null {
  if (code === null) return null;
  return new URL(`/verify/${code}`, services.settings.PUBLIC_URL ?? request.url).href;
}
