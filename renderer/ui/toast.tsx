import { X } from 'lucide-react';
import { useEffect } from 'react';
import { create } from 'zustand';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './toast.module.css';

const c = classNames(styles);
const SHOWN_MS = 5_000;

type Message = { readonly id: number; readonly text: string; readonly tone: 'quiet' | 'bad' };
type Messages = { readonly messages: readonly Message[]; readonly dismiss: (id: number) => void };

const useMessages = create<Messages>((set) => ({
  messages: [],
  dismiss: (id) => set((state) => ({ messages: state.messages.filter((message) => message.id !== id) })),
}));

let lastId = 0;

/** Shows a short message in the corner for five seconds; errors (`bad`) stay until they are closed. */
export function showMessage(text: string, tone: Message['tone'] = 'quiet'): void {
  lastId += 1;
  const message: Message = { id: lastId, text, tone };
  useMessages.setState((state) => ({ messages: [...state.messages.slice(-3), message] }));
}

/** Where messages appear, read aloud politely; once in the window. */
export function ToastRegion() {
  const messages = useMessages((state) => state.messages);
  return (
    <div className={c('region')} role="status" aria-live="polite">
      {messages.map((message) => (
        <ToastItem key={message.id} message={message} />
      ))}
    </div>
  );
}

function ToastItem({ message }: { readonly message: Message }) {
  const dismiss = useMessages((state) => state.dismiss);
  useEffect(() => {
    if (message.tone === 'bad') return;
    const timer = setTimeout(() => dismiss(message.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, dismiss]);
  return (
    <div className={c('toast', message.tone)}>
      <span className={c('text')}>{message.text}</span>
      <IconButton
        icon={X}
        label="Dismiss message"
        size="small"
        hint={false}
        onClick={() => dismiss(message.id)}
      />
    </div>
  );
}
