import type { CallError } from '../../preload/contract/errors.ts';
import type { Logger } from '../platform/platform.ts';
import { type CallResult, dispatch } from '../service/dispatch.ts';
import type { Service } from '../service/service.ts';
import { isAppUrl } from './navigation-policy.ts';

/** Who sent a message: a web contents by id, and the address and rank of the frame in it. */
export type Sender = { readonly id: number; readonly frameUrl: string; readonly isMainFrame: boolean };

/** Calls as they come over IPC, without Electron: arguments are whatever the window sent. */
export type CallChannel = {
  /** Answers `[id, name, input]`; refuses any sender but the window's own page. */
  readonly call: (sender: Sender, args: readonly unknown[]) => Promise<CallResult>;
  /** Cancels the call `[id]` of that sender. */
  readonly cancel: (sender: Sender, args: readonly unknown[]) => void;
  /** Cancels all calls of a window that was closed or loaded anew. */
  readonly forget: (senderId: number) => void;
};

/** The channel between windows and the service. */
export function createCallChannel(service: Service, logger: Logger): CallChannel {
  const running = new Map<string, AbortController>();
  return {
    call: async (sender, [id, name, input]) => {
      if (!isTrusted(sender)) return refused('Calls from other pages are not answered.');
      if (typeof id !== 'string' || typeof name !== 'string') return refused('The call has no name.');
      const key = keyOf(sender.id, id);
      if (running.has(key)) return refused('A call of that id is running.');
      const controller = new AbortController();
      running.set(key, controller);
      try {
        return await dispatch(service, name, input, controller.signal, logger);
      } finally {
        running.delete(key);
      }
    },
    cancel: (sender, [id]) => {
      if (isTrusted(sender) && typeof id === 'string') running.get(keyOf(sender.id, id))?.abort();
    },
    forget: (senderId) => {
      for (const [key, controller] of running) {
        if (key.startsWith(keyOf(senderId, ''))) controller.abort();
      }
    },
  };
}

function isTrusted(sender: Sender): boolean {
  return sender.isMainFrame && isAppUrl(sender.frameUrl);
}

function keyOf(senderId: number, id: string): string {
  return `${senderId}/${id}`;
}

function refused(message: string): CallResult {
  const error: CallError = { code: 'not_possible_here', message, hint: null, details: null };
  return { ok: false, error };
}
