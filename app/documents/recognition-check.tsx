import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** What the desk sees of a document whose text was recognised: which pages, and whether someone has compared them. */
export function RecognitionCheck({
  document,
}: {
  document: { id: string; textOrigin: string; ocrPages: string | null; canEdit: boolean };
}) {
  const { t } = useTranslation();
  if (document.textOrigin === 'original') return null;
  const isChecked = document.textOrigin === 'ocr-confirmed';
  return (
    <Form method="post" action={`/desk/documents/${document.id}/recognition`} className="hq-note">
      <p>
        {t(isChecked ? 'documents.ocr.checked' : 'documents.ocr.to-check', {
          pages: document.ocrPages ?? '',
        })}
      </p>
      {document.canEdit && (
        <button
          className={isChecked ? 'btn btn-outline-primary btn-sm' : 'btn btn-primary btn-sm'}
          name="intent"
          value={isChecked ? 'reopen' : 'confirm'}
        >
          {t(isChecked ? 'documents.ocr.reopen' : 'documents.ocr.confirm')}
        </button>
      )}
    </Form>
  );
}
