export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where the window was; without x and y it is centred. */
export type WindowState = {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly isMaximized: boolean;
};

export const DEFAULT_WINDOW_STATE: WindowState = { width: 1440, height: 900, isMaximized: false };
export const SMALLEST_WINDOW = { width: 900, height: 600 } as const;

/** Reads a saved window state; the default when the text is not one. */
export function parseWindowState(text: string): WindowState {
  const saved = parseJson(text);
  const { width, height, x, y } = saved;
  if (!isLength(width) || !isLength(height)) return DEFAULT_WINDOW_STATE;
  const size = { width, height, isMaximized: saved.isMaximized === true };
  return isPosition(x) && isPosition(y) ? { ...size, x, y } : size;
}

/**
 * The state as it fits the displays of today: not larger than the first of them, and centred when no display
 * shows enough of it to be grabbed.
 */
export function fitWindowState(state: WindowState, displays: readonly Rectangle[]): WindowState {
  const [first] = displays;
  const { width, height, x, y, isMaximized } = state;
  const size = {
    width: Math.max(SMALLEST_WINDOW.width, Math.min(width, first?.width ?? width)),
    height: Math.max(SMALLEST_WINDOW.height, Math.min(height, first?.height ?? height)),
    isMaximized,
  };
  if (x === undefined || y === undefined) return size;
  const visible = displays.some((display) => overlaps({ x, y, width: size.width, height: 40 }, display));
  return visible ? { ...size, x, y } : size;
}

function overlaps(part: Rectangle, display: Rectangle): boolean {
  const width = Math.min(part.x + part.width, display.x + display.width) - Math.max(part.x, display.x);
  const height = Math.min(part.y + part.height, display.y + display.height) - Math.max(part.y, display.y);
  return width >= 100 && height >= 20;
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 20_000;
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 100_000;
}
