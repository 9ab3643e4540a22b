import { readUpload } from '~/app/documents/read-upload.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

/** The table of a posted form. Throws InvalidInputError when there is none, or it is too large. */
export async function readTable(
  request: Request,
  limitMb: number,
): Promise<{ bytes: Uint8Array; name: string }> {
  const upload = await readUpload(request, limitMb);
  if (!upload.ok)
    throw new InvalidInputError({ file: `文件超过 ${upload.limitMb} MB，请分成几份，或由程序通过接口导入` });
  const file = upload.form.get('file');
  if (file === null || typeof file === 'string' || file.size === 0)
    throw new InvalidInputError({ file: '请选择一份表格' });
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
}
