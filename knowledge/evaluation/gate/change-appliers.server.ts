import { chooseChatModel } from '~/knowledge/answers/models/choose-chat-model.server';
import { documentDates } from '~/knowledge/documents/changes/document-dates.server';
import { documentFields } from '~/knowledge/documents/changes/document-fields.server';
import { passageEdits } from '~/knowledge/documents/changes/passage-edits.server';
import { publishDocuments } from '~/knowledge/documents/changes/publish-documents.server';
import { chooseEmbeddingModel } from '~/knowledge/search/embedding/choice/choose-embedding-model.server';
import { dictionaryApplier } from '~/knowledge/search/dictionary/apply-dictionary-change.server';
import { withdrawDocument } from '~/knowledge/documents/changes/withdraw-document.server';
import { faqApplier } from '~/knowledge/helpdesk/faq-applier.server';
import { searchSettingsApplier } from '~/knowledge/search/settings/change-search-settings.server';

import { calendarChange } from './calendar-change.server';
import type { ChangeApplier } from './change-applier';
import type { ChangeKind } from './change-kinds';

/**
 * The applier of each kind of change; a kind's room writes its own and enters it here. A kind that isn't here can't be
 * proposed.
 */
export const changeAppliers: Partial<Record<ChangeKind, ChangeApplier>> = {
  calendar: calendarChange,
  'chat-model': chooseChatModel,
  'document-dates': documentDates,
  'document-fields': documentFields,
  'embedding-model': chooseEmbeddingModel,
  faq: faqApplier,
  'passage-edits': passageEdits,
  'publish-documents': publishDocuments,
  dictionary: dictionaryApplier,
  'withdraw-document': withdrawDocument,
  'search-settings': searchSettingsApplier,
};
