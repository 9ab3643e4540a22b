import type { HeldRole } from '~/prisma/access/reader';

/** Who works with facts at the desk: designers bring them in, reviewers decide what firms dispute. */
export const factDeskRoles: HeldRole['role'][] = ['designer', 'reviewer'];
