import { useCallback, useEffect, useState } from 'react';

import type { ImportOptions } from '~/knowledge/documents/import-runs/import-state';

import type { ChosenFile } from './read-drop';

/** How far the bytes of a file are, from 0 to 1; `failed`: they could not be sent. */
export interface Sending {
  share: number;
  failed: boolean;
}

const atOnce = 3;
const attempts = 3;

/** Opens an import and sends its files, a few at a time. The sending goes on when the page shows something else. */
export function useUploader(onStarted: (runId: string) => void) {
  const [sending, setSending] = useState<Record<number, Sending>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [busy]);

  const start = useCallback(
    async (kind: 'files' | 'table', files: readonly ChosenFile[], options: ImportOptions) => {
      setBusy(true);
      setProblem(null);
      const body = {
        kind,
        options,
        files: files.map(({ file, name }) => ({ name, sizeBytes: file.size })),
      };
      const started = await postJson('/desk/imports/start', body);
      if ('problem' in started) {
        setProblem(started.problem);
        setBusy(false);
        return;
      }
      const { runId, wanted } = started as { runId: string; wanted: number[] };
      setSending({});
      onStarted(runId);
      const leave = () => navigator.sendBeacon(`/desk/imports/${runId}/close`);
      window.addEventListener('pagehide', leave);
      const queue = [...wanted];
      const work = async () => {
        for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
          const chosen = files[number - 1];
          const at = number;
          const show = (share: number, failed = false) => {
            setSending((all) => ({ ...all, [at]: { share, failed } }));
          };
          if (chosen) await send(`/desk/imports/${runId}/files?number=${at}`, chosen.file, show);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      await postJson(`/desk/imports/${runId}/close`, {});
      window.removeEventListener('pagehide', leave);
      setBusy(false);
    },
    [onStarted],
  );
  return { start, sending, busy, problem };
}

/** Sends one file, again after a broken line; what can't be sent is shown and doesn't stop the others. */
async function send(
  address: string,
  file: File,
  show: (share: number, failed?: boolean) => void,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const status = await new Promise<number>((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', address);
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = (event) => {
        show(event.lengthComputable ? event.loaded / Math.max(1, event.total) : 0);
      };
      request.onloadend = () => {
        resolve(request.status);
      };
      request.send(file);
    });
    if (status === 200) {
      show(1);
      return;
    }
    if (status >= 400 && status < 500) break;
    await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
  }
  show(0, true);
}

async function postJson(address: string, body: object): Promise<object | { problem: string }> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { title?: string; errors?: { message: string }[] };
    if (response.ok) return answer;
    return { problem: answer.errors?.[0]?.message ?? answer.title ?? String(response.status) };
  } catch (error) {
    // The line is down: the person sees it and tries again.
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
