import { z } from 'zod';

export const backupFormat = 'huiqitong-backup-1';
/** The archive's last entry: without it the archive was cut off. */
export const manifestName = 'manifest.json';

/** What an archive says of itself. */
export const backupManifestSchema = z.object({
  format: z.literal(backupFormat),
  createdAt: z.iso.datetime(),
  databaseSha256: z.string().regex(/^[0-9a-f]{64}$/),
  files: z.number().int().nonnegative(),
  hasSecret: z.boolean(),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** Whether an entry may be in an archive; anything else (`../x`, an absolute path, a link) is refused. */
export function isBackupEntry(name: string): boolean {
  return (
    ['huiqitong.db', 'secret', manifestName].includes(name) ||
    /^files\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/.test(name)
  );
}
