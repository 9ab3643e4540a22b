import { documentRoles } from '~/knowledge/documents/readable-documents';

/** Who may upload and correct: the roles that look after documents. */
export const uploadRoles = documentRoles;
