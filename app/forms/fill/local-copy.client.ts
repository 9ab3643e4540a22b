import type { UnsavedDraft } from './merging-saver';

const databaseName = 'huiqitong-drafts';
const storeName = 'unsaved';
/** A copy that nobody came back for goes after so many days. */
const mostDays = 30;

interface StoredCopy {
  id: string;
  at: number;
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** The browser's copy of what is typed and not on the server yet, of one person and one draft. */
export interface LocalCopy {
  /** Writes the copy, null forgets it; resolves to whether it lies on the disk. */
  keep(unsaved: UnsavedDraft | null): Promise<boolean>;
  /** The copy of an earlier visit. */
  read(): Promise<UnsavedDraft | null>;
}

/**
 * Opens the copy. It is encrypted with a key that only the server can give, to the same person, so that the next user
 * of the browser can't read it. Null where the browser has no safe store (a page without https, a private window):
 * then the page doesn't claim to keep anything.
 */
export async function openLocalCopy(id: string, key: string): Promise<LocalCopy | null> {
  if (!window.isSecureContext) return null;
  try {
    const database = await openStore();
    const secret = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
    await dropOld(database);
    return makeCopy(database, secret, id);
  } catch (error) {
    reportError(error);
    return null;
  }
}

function makeCopy(database: IDBDatabase, secret: CryptoKey, id: string): LocalCopy {
  /** Writes go one after the other, the newest last. */
  let last: Promise<boolean> = Promise.resolve(false);
  const write = async (unsaved: UnsavedDraft | null): Promise<boolean> => {
    if (unsaved === null) {
      await change(database, (store) => store.delete(id));
      return false;
    }
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(unsaved));
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, secret, text);
    await change(database, (store) => store.put({ id, at: Date.now(), iv, bytes } satisfies StoredCopy));
    return true;
  };
  return {
    keep: (unsaved) => {
      last = last.then(() =>
        write(unsaved).catch((error: unknown) => {
          reportError(error);
          return false;
        }),
      );
      return last;
    },
    read: async () => {
      const found = await readCopy(database, id);
      if (!found) return null;
      try {
        const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: found.iv }, secret, found.bytes);
        return JSON.parse(new TextDecoder().decode(text)) as UnsavedDraft;
      } catch (error) {
        // Another key: the platform was set up anew since. Nothing of it can be read any more.
        reportError(error);
        return null;
      }
    },
  };
}

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no store'));
  });
}

/** Resolves once the change is on the disk, not merely handed to the system. */
function change(database: IDBDatabase, work: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
    work(transaction.objectStore(storeName));
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
    transaction.onabort = () => reject(transaction.error ?? new Error('not written'));
  });
}

function readCopy(database: IDBDatabase, id: string): Promise<StoredCopy | undefined> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(storeName).objectStore(storeName).get(id);
    request.onsuccess = () => resolve(request.result as StoredCopy | undefined);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}

async function dropOld(database: IDBDatabase): Promise<void> {
  const oldest = Date.now() - mostDays * 86_400_000;
  await change(database, (store) => {
    store.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      if ((cursor.value as StoredCopy).at < oldest) cursor.delete();
      cursor.continue();
    };
  });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
