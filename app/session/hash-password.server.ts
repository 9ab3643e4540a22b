import { hash, verify } from '@node-rs/argon2';

/** Argon2id with OWASP's first choice (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. */
// Algorithm 2 is Argon2id; the package's const enum can't be imported under isolatedModules.
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The password's Argon2id hash with its salt and parameters in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), parameters);
}

// A hash of nobody's password: verifying against it takes as long as against a real one.
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG91cnM$2SZtEvJ2SJNqOCZHMrqvfPSxAhcrzOAqCePTg0iFgTk';

/**
 * Whether the password is the one behind the hash. Without a hash (unknown person, no password yet) it does the same
 * work and says no, so that the time tells nobody who exists.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? nobodysHash, password.normalize('NFKC'));
  return passwordHash !== null && matches;
}
