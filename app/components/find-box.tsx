import { useState } from 'react';

interface FindBoxProps {
  label: string;
  placeholder?: string;
  maxLength?: number;
  isBusy: boolean;
  /** The button's words, and those while it is looked for. */
  words: { find: string; finding: string };
  /** Whether an empty box finds all; else it finds nothing. */
  allowEmpty?: boolean;
  onFind: (words: string) => void;
}

/** Words to look for inside a larger form: Enter looks, and doesn't send the form around it. */
export function FindBox({
  label,
  placeholder = label,
  maxLength = 200,
  isBusy,
  words,
  allowEmpty = false,
  onFind,
}: FindBoxProps) {
  const [typed, setTyped] = useState('');
  const find = () => {
    if (allowEmpty || typed.trim() !== '') onFind(typed.trim());
  };
  return (
    <div className="row-x">
      <input
        className="form-control"
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        maxLength={maxLength}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          find();
        }}
      />
      <button type="button" className="btn btn-outline-primary btn-sm" disabled={isBusy} onClick={find}>
        {isBusy ? words.finding : words.find}
      </button>
    </div>
  );
}
