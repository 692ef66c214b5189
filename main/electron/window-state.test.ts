import { describe, expect, it } from 'vitest';
import { DEFAULT_WINDOW_STATE, fitWindowState, parseWindowState } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };

describe('the window state', () => {
  it('is read back as it was saved', () => {
    const state = { width: 1200, height: 800, x: 10, y: 20, isMaximized: true };
    expect(parseWindowState(JSON.stringify(state))).toEqual(state);
  });

  it.each([
    '',
    'no json',
    'null',
    '[]',
    '{"width":"1","height":2}',
    '{"width":1e9,"height":800}',
    '{"width":-1,"height":800}',
  ])('is the default when %j was saved', (text) => {
    expect(parseWindowState(text)).toEqual(DEFAULT_WINDOW_STATE);
  });

  it('forgets a place that is no number', () => {
    expect(parseWindowState('{"width":1200,"height":800,"x":"1","y":2}')).toEqual({
      width: 1200,
      height: 800,
      isMaximized: false,
    });
  });

  it('keeps a place that a display shows', () => {
    const state = { width: 1200, height: 800, x: 100, y: 50, isMaximized: false };
    expect(fitWindowState(state, [screen])).toEqual(state);
    const right = { ...state, x: 2000 };
    expect(fitWindowState(right, [screen, { ...screen, x: 1920 }])).toEqual(right);
  });

  it('is centred when its display is gone', () => {
    const state = { width: 1200, height: 800, x: 2000, y: 50, isMaximized: false };
    expect(fitWindowState(state, [screen])).toEqual({ width: 1200, height: 800, isMaximized: false });
  });

  it('fits the display, but never becomes too small to use', () => {
    const large = { width: 4000, height: 3000, isMaximized: false };
    expect(fitWindowState(large, [screen])).toMatchObject({ width: 1920, height: 1040 });
    expect(fitWindowState(large, [{ ...screen, width: 800, height: 500 }])).toMatchObject({
      width: 900,
      height: 600,
    });
  });
});
