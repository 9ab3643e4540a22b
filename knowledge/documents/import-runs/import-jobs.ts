/** The queue's names for an import's work. */
export const readImportJob = 'read-import';
export const splitTableJob = 'split-import-table';
export const closeImportJob = 'close-import';
export const settleImportJob = 'settle-import';

/** Items that one job reads: small enough that other work gets its turn in between. */
export const itemsAJob = 25;
