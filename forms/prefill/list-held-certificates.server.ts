import type { FormLocale } from '~/forms/words/say';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { Db } from '~/prisma/database.server';

import type { HeldCertificate } from './held-certificate';

/** The firm's certificates in the city's register, ended ones too; revoked ones never. */
export async function listHeldCertificates(
  db: Db,
  enterpriseId: string,
  locale: FormLocale = 'zh-CN',
): Promise<HeldCertificate[]> {
  const rows = await db.certificate.findMany({
    where: { enterpriseId, revokedOn: null },
    orderBy: { issuedOn: 'asc' },
  });
  if (rows.length === 0) return [];
  const catalogue = await loadCatalogue(db);
  return rows.map(({ id, key, number, issuer, issuedOn, validUntil }) => {
    const label = catalogue.get(key)?.label;
    const name = (locale === 'en' ? label?.en : label?.zh) ?? key;
    return { id, key, name, number, issuer, issuedOn, validUntil };
  });
}
