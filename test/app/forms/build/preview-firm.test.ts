import { beforeAll, describe, expect, it } from 'vitest';

import { listPreviewFirms, previewAsFirm } from '~/app/forms/build/preview-firm.server';
import { createForm } from '~/forms/definition/create-form.server';
import { getFormForDesign } from '~/forms/definition/get-form.server';
import { NotFoundError } from '~/prisma/access/access-denied';

import { buildCity, components, designer, noon } from '../../../forms/small-city';
import { useDatabase } from '../../../setup/database';

const { db } = useDatabase();
const deps = { db, now: () => noon };

beforeAll(async () => {
  await buildCity(db);
  await db.enterprise.update({ where: { id: 'zhizao' }, data: { isSample: true } });
});

describe('previewing a form as a firm', () => {
  it('offers sample firms alone', async () => {
    expect((await listPreviewFirms(db)).map(({ id }) => id)).toEqual(['zhizao']);
  });

  it('shows what the firm would see, and notes that its facts were seen', async () => {
    const { formId } = await createForm(deps, designer, {
      departmentId: 'science',
      path: 'preview-form',
      title: '预览',
      definition: { components },
    });
    const { working } = await getFormForDesign(deps, designer, formId);
    const seen = await previewAsFirm(deps, designer, working, 'zhizao');
    expect(Object.keys(seen.provenance).length).toBeGreaterThan(0);
    const noted = await db.factAccess.findMany({ where: { enterpriseId: 'zhizao', purpose: 'design' } });
    expect(noted).toMatchObject([{ subjectId: formId, departmentId: 'science' }]);
    await expect(previewAsFirm(deps, designer, working, 'bieren')).rejects.toThrow(NotFoundError);
  });
});
