import type { FormioGlobal, FormioInstance } from './formio-types';

interface FileToSync {
  name: string;
  originalName: string;
  file: File;
  id: string;
}

interface FileValue {
  url?: string;
}

type FileComponent = FormioInstance & {
  updateProgress(file: FileToSync, event: ProgressEvent): void;
  abortUploads: { id: string; abort: () => void }[];
};

/** form.io's file field on our own store: no other storage providers, no addresses from the form's definition. */
export function ownFile({ Components }: FormioGlobal) {
  const Base = Components.components.file as unknown as new (...parts: unknown[]) => FileComponent;
  return class OwnFile extends Base {
    /** form.io asks for a service before it takes a file; the two methods below do the work. */
    get fileService() {
      return { downloadFile: (file: FileValue) => Promise.resolve(file), deleteFile: remove };
    }

    async uploadFile(file: FileToSync): Promise<Record<string, unknown>> {
      const { upload } = this.options;
      if (!upload) throw new Error('no place for files');
      return upload(
        { path: this.path, name: file.file.name, content: file.file },
        (event) => this.updateProgress(file, event),
        (abort) => this.abortUploads.push({ id: file.id, abort }),
      );
    }

    getFile(file: FileValue): void {
      if (file.url?.startsWith('/')) window.location.assign(file.url);
    }
  };
}

/** The value no longer names the file; the server forgets files that no value names. */
function remove(): Promise<string> {
  return Promise.resolve('removed');
}
