import type { formsDeps } from '~/app/forms/forms-deps.server';
import { streamLines } from '~/app/forms/stream-lines.server';
import { readLicence } from '~/forms/prefill/licence/read-licence.server';
import { say } from '~/forms/words/say';
import { hasCode } from '~/prisma/access/has-code';
import type { Reader } from '~/prisma/access/reader';

/** A photo being read: where it stands in the line, then what came of it. */
export function readPhoto(
  deps: ReturnType<typeof formsDeps>,
  reader: Reader,
  photo: { draftId: string; bytes: Uint8Array },
  onFault: (error: unknown) => void,
): Response {
  return streamLines(async (tell, signal) => {
    try {
      return await readLicence(deps, reader, {
        ...photo,
        signal,
        onStep: (step) => tell({ kind: 'step', ...step }),
      });
    } catch (error) {
      if (!hasCode(error, 'too-many-requests')) throw error;
      return { kind: 'refused', reason: 'busy', sentence: say(deps.locale, 'forms.licence.refused.busy') };
    }
  }, onFault);
}
