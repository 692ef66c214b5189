import { describe, expect, it } from 'vitest';
import type { Handlers } from '../service/service.ts';
import { createListLogger, createTinyService } from '../service/tiny-service.ts';
import { createCallChannel, type Sender } from './call-channel.ts';

const page: Sender = { id: 1, frameUrl: 'spoor://app/', isMainFrame: true };

function channelOf(handlers: Partial<Handlers>) {
  return createCallChannel(createTinyService(handlers), createListLogger());
}

/** A handler that ends only when its call is cancelled. */
function hanging(): { readonly handlers: Partial<Handlers>; readonly begun: Promise<void> } {
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const handlers: Partial<Handlers> = {
    'event.count': (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
        begin();
      }),
  };
  return { handlers, begun };
}

describe('the call channel of the desktop shell', () => {
  it('answers the window’s own page', async () => {
    const channel = channelOf({ 'case.current': async () => null });
    expect(await channel.call(page, ['1', 'case.current', {}])).toEqual({ ok: true, value: null });
  });

  it.each([
    { ...page, frameUrl: 'https://evil.example/' },
    { ...page, frameUrl: '' },
    { ...page, isMainFrame: false },
  ])('refuses the sender %j', async (sender) => {
    const channel = channelOf({ 'case.current': async () => null });
    expect(await channel.call(sender, ['1', 'case.current', {}])).toMatchObject({
      ok: false,
      error: { code: 'not_possible_here' },
    });
  });

  it.each([[[]], [['1']], [[1, 'case.current', {}]], [['1', { toString: 'case.current' }, {}]]])(
    'refuses the arguments %j',
    async (args) => {
      const channel = channelOf({ 'case.current': async () => null });
      expect(await channel.call(page, args)).toMatchObject({ ok: false });
    },
  );

  it('cancels a call by its id, for the window that made it only', async () => {
    const { handlers, begun } = hanging();
    const channel = channelOf(handlers);
    const calling = channel.call(page, ['7', 'event.count', { scope: {} }]);
    await begun;
    channel.cancel({ ...page, id: 2 }, ['7']);
    channel.cancel({ ...page, frameUrl: 'https://evil.example/' }, ['7']);
    channel.cancel(page, ['8']);
    const race = await Promise.race([calling, new Promise((resolve) => setTimeout(resolve, 20, 'running'))]);
    expect(race).toBe('running');
    channel.cancel(page, ['7']);
    expect(await calling).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('runs no two calls under one id at a time', async () => {
    const { handlers, begun } = hanging();
    const channel = channelOf(handlers);
    const first = channel.call(page, ['7', 'event.count', { scope: {} }]);
    await begun;
    expect(await channel.call(page, ['7', 'event.count', { scope: {} }])).toMatchObject({ ok: false });
    channel.cancel(page, ['7']);
    await first;
  });

  it('cancels the calls of a window that is gone, and only those', async () => {
    const { handlers, begun } = hanging();
    const channel = channelOf(handlers);
    const calling = channel.call(page, ['7', 'event.count', { scope: {} }]);
    await begun;
    channel.forget(11);
    const race = await Promise.race([calling, new Promise((resolve) => setTimeout(resolve, 20, 'running'))]);
    expect(race).toBe('running');
    channel.forget(1);
    expect(await calling).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
