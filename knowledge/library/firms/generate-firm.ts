import type { IsoDate } from '~/prisma/calendar/city-date';

import type { LibraryEnterprise } from '../library-schema';
import { openChance } from './chance';
import { drawProfile } from './draw-profile';
import { firmCreditCode, firmName } from './firm-identity';
import { observeOperations } from './observe-operations';
import { observeRegistration } from './observe-registration';
import { observeResearch } from './observe-research';
import { observeStaff } from './observe-staff';
import { observeTaxes } from './observe-taxes';

/** How many invented firms the sample city has beside those told by hand. */
export const generatedFirms = 4_990;
const seed = 359_900;

/**
 * An invented firm of the sample city: the same for the same number and day. Its facts belong together (a firm that does
 * research has the staff, the patents and the certificates for it), and are missing where real registers miss them.
 */
export function generateFirm(number: number, today: IsoDate): LibraryEnterprise & { slug: string } {
  const chance = openChance(seed, number);
  const profile = drawProfile(chance, today);
  const name = firmName(number, profile);
  const creditCode = firmCreditCode(number, profile.type);
  return {
    slug: `firm-${String(number).padStart(4, '0')}`,
    creditCode,
    name,
    region: profile.district,
    industry: profile.industry,
    note: '由程序生成的虚构企业。',
    observations: [
      ...observeRegistration(profile, chance, { name, creditCode }),
      ...observeTaxes(profile, chance),
      ...observeStaff(profile, chance, today),
      ...observeResearch(profile, chance, today),
      ...observeOperations(profile, chance),
    ],
  };
}
