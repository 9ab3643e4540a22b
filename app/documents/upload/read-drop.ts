/** A file with the path inside the folder that it came in. */
export interface ChosenFile {
  file: File;
  name: string;
}

const ignored = /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini|~\$[^/]*)$/;

/** The files of an input, folders in depth; what systems leave behind (.DS_Store) is passed over. */
export function chosenFiles(list: FileList | null): ChosenFile[] {
  return [...(list ?? [])]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(({ name }) => !ignored.test(name));
}

/** The files that were dropped, folders in depth. */
export async function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return chosenFiles(transfer.files);
  const found = await Promise.all(entries.map((entry) => filesOf(entry, '')));
  return found.flat().filter(({ name }) => !ignored.test(name));
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<ChosenFile[]> {
  const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    return [{ file, name }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: ChosenFile[] = [];
  for (;;) {
    // A browser gives a folder in pieces of a hundred; an empty one is the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return found;
    found.push(...(await Promise.all(batch.map((one) => filesOf(one, name)))).flat());
  }
}
