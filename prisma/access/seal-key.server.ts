import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals a secret for the database by AES-256-GCM: nonce, tag and text, in base64. */
export function sealKey(key: Buffer, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what `sealKey` sealed; null when the installation's secret is another one now. */
export function openSealedKey(key: Buffer, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    // Whoever restored the data without its secret enters the key again; nothing else depends on it.
    return null;
  }
}
