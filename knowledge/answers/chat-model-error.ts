import { hasCode } from '~/prisma/access/has-code';

/** Why a chat model gave no usable answer; each has its words in the interface. */
export type ChatModelFailure =
  /** No server, or it went away. */
  | 'unreachable'
  /** The server does not have the model, or does not take its name. */
  | 'model-missing'
  /** As many answers are being written as the settings allow. */
  | 'busy'
  /** Longer than CHAT_TIMEOUT_MS. */
  | 'timed-out'
  /** The answer broke off. */
  | 'interrupted'
  /** The server cut the prompt, so the answer rests on half of it. */
  | 'prompt-cut'
  | 'refused';

/** A chat model failed; the assistant quotes instead. */
export class ChatModelError extends Error {
  readonly code = 'chat-model';
  constructor(
    readonly failure: ChatModelFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Thrown by a service and caught in a route, so it is told by its code. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return hasCode(error, 'chat-model');
  }
}
