import type { FillFormProps } from './fill-form';
import { ChatNote } from './chat-note';
import { EarlierNote } from './earlier-note';
import { LicenceNote } from './licence/licence-note';
import type { useFill } from './use-fill';

interface FillOffersProps {
  props: FillFormProps;
  fill: ReturnType<typeof useFill>;
}

/** What can be filled in without typing: told in the chat, printed on the licence, handed in last time. */
export function FillOffers({ props, fill }: FillOffersProps) {
  const { data, deed, setValues, save } = fill;
  // Whoever was asked to seal fills nothing else.
  if (!fill.isReady || props.isSealer) return null;
  return (
    <>
      <ChatNote offers={props.chatOffers} deed={deed} />
      {props.licence && (
        <LicenceNote
          draftId={props.draftId}
          offer={props.licence}
          {...{ data, deed }}
          onSet={setValues}
          onSave={save}
        />
      )}
      <EarlierNote provenance={props.provenance} data={data} onSet={setValues} />
    </>
  );
}
