import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { EligibilityCard } from '~/app/components/policies/eligibility-card';
import type { ReplyView } from '~/knowledge/helpdesk/read-reply.server';

import { CompletedNote } from './completed-note';
import { AnswerBlocks, ElderSources, type OpenSource } from './answer-blocks';
import { FeedbackButtons } from './feedback-buttons';
import { FormOffer } from './form-offer';
import { HandoverForm, type SharedFact } from './handover-form';
import { HonestyLabel } from './honesty-label';
import { NextQuestionCard } from './next-question-card';
import { Reply } from './person-reply';
import type { CurrentStatuses, TurnCorrection } from './read-corrections.server';
import type { TurnAnswer } from './turn-answer';
import { CitationStatuses, CorrectionNotes, RecognisedSources } from './turn-notes';

export interface TurnViewProps {
  message: string;
  answer: TurnAnswer;
  outcome: string;
  feedback: string | null;
  isLast: boolean;
  /** Still being written: no feedback, no handover yet. */
  isLive: boolean;
  today: string;
  isSignedIn: boolean;
  facts: SharedFact[] | null;
  problems?: Record<string, string> | undefined;
  reply?: ReplyView | undefined;
  /** What the asker was told of this answer since. */
  corrections?: readonly TurnCorrection[];
  /** The status today of cited documents. */
  statuses: CurrentStatuses;
  active: OpenSource | null;
  onOpen: (source: OpenSource, trigger: HTMLElement) => void;
  onReply: (message: string) => void;
  onRephrase: () => void;
  /** Asks the message again as it was written. */
  onAsWritten: (message: string) => void;
}

/** A question and its answer. */
export function TurnView(props: TurnViewProps) {
  const { message, answer, outcome, isLive } = props;
  const { t } = useTranslation();
  const isEmpty = answer.blocks.length === 0 && answer.verdicts.length === 0;
  return (
    <>
      <div className="u">
        <span className="visually-hidden">{t('chat.you')}</span>
        {message}
      </div>
      <div className="a" id={answer.turnId ? `turn-${answer.turnId}` : undefined} data-outcome={outcome}>
        {answer.completed && <CompletedNote {...props} completed={answer.completed.text} />}
        {answer.outcome === 'not-found' ? <NotFound {...props} /> : !isEmpty && <Body {...props} />}
        {outcome === 'stopped' && <p className="hq-sm hq-muted">{t('chat.stopped')}</p>}
        <CorrectionNotes corrections={props.corrections ?? []} />
        {props.reply && <Reply reply={props.reply} conversationId={answer.conversationId} />}
        {!isLive && !isEmpty && outcome !== 'stopped' && answer.turnId && (
          <FeedbackButtons turnId={answer.turnId} given={props.feedback} />
        )}
        {!isLive && isUnhappy(props) && (
          <div className="chat-way-on">
            <p className="hq-sm">{t('chat.unhappy')}</p>
            <HandoverForm
              conversationId={answer.conversationId}
              turnId={answer.turnId}
              question={message}
              isSignedIn={props.isSignedIn}
              facts={props.facts}
            />
          </div>
        )}
      </div>
    </>
  );
}

/** An answer that didn't help, or was wrong: a person is offered, once. */
function isUnhappy({ answer, outcome, feedback, reply }: TurnViewProps): boolean {
  const isBad = feedback === 'not-useful' || feedback === 'wrong';
  return isBad && reply === undefined && outcome === 'answered' && answer.outcome === 'answered';
}

function Body({ answer, statuses, active, onOpen, isLast, isLive, onReply, today }: TurnViewProps) {
  return (
    <div className="body">
      <AnswerBlocks answer={answer} active={active} onOpen={onOpen} />
      <RecognisedSources citations={answer.citations} />
      <CitationStatuses answer={answer} statuses={statuses} />
      <ElderSources answer={answer} onOpen={onOpen} />
      {answer.verdicts.map((verdict) => (
        <EligibilityCard key={verdict.policyId} verdict={verdict} asOf={answer.asOf ?? today} />
      ))}
      {answer.nextQuestion && (
        <NextQuestionCard
          question={answer.nextQuestion}
          conversationId={answer.conversationId}
          isOpen={isLast && !isLive}
          onReply={onReply}
        />
      )}
      {answer.form && <FormOffer form={answer.form} />}
    </div>
  );
}

/** 未找到依据: what was searched, the nearest documents, and a person. */
function NotFound({
  answer,
  message,
  outcome,
  problems,
  isSignedIn,
  facts,
  isLive,
  onRephrase,
}: TurnViewProps) {
  const { t } = useTranslation();
  return (
    <>
      <HonestyLabel label="none" failure={undefined} noModel={false} />
      <div className="refuse">
        <h2>{t('chat.notFound.title')}</h2>
        {answer.blocks.map((block) => (
          <p key={block.block}>{block.text}</p>
        ))}
        {answer.considered.length > 0 && (
          <p className="hq-sm hq-muted">
            {t('chat.notFound.nearest')}
            {answer.considered.map((document, at) => (
              <span key={document.documentId}>
                {at > 0 && t('policies.comma')}
                <Link to={`/documents/${document.documentId}`}>
                  {document.documentNumber ?? document.title}
                </Link>
              </span>
            ))}
          </p>
        )}
        {!isLive && outcome !== 'handed-over' && (
          <div className="chat-way-on">
            <HandoverForm
              conversationId={answer.conversationId}
              turnId={answer.turnId}
              question={message}
              isSignedIn={isSignedIn}
              facts={facts}
              isOpen={answer.offersPerson === true}
              problems={problems}
            />
            <button type="button" className="btn btn-outline-primary needs-script" onClick={onRephrase}>
              {t('chat.notFound.rephrase')}
            </button>
          </div>
        )}
        <p className="hq-xs hq-muted">{t('chat.notFound.consent')}</p>
      </div>
    </>
  );
}
