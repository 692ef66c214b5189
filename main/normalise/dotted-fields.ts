import { isJsonObject, type JsonObject } from './json-object.ts';

/** A record under construction. Its objects have no prototype, so that no name in a log means anything. */
export type Draft = { [name: string]: unknown };

export function newDraft(): Draft {
  return Object.create(null) as Draft;
}

/** The value at a path such as `cloud.region`, whether its names are nested or joined by dots; undefined if absent. */
export function fieldAt(value: unknown, path: string): unknown {
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    const found = Object.hasOwn(value, name) ? fieldAt(value[name], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same, or, where there is nothing at the path itself, an object of what is at longer paths below it. */
export function branchAt(value: unknown, path: string): unknown {
  const found = fieldAt(value, path);
  if (found !== undefined) return found;
  const below = longerPaths(value, path);
  return Object.keys(below).length > 0 ? nested(below) : undefined;
}

/** Every value whose dotted name goes on after the path, by the rest of that name. */
function longerPaths(value: unknown, path: string): Draft {
  const below = newDraft();
  if (!isJsonObject(value)) return below;
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith(`${path}.`)) below[name.slice(path.length + 1)] = inner;
    else if (path.startsWith(`${name}.`))
      Object.assign(below, longerPaths(inner, path.slice(name.length + 1)));
  }
  return below;
}

/** Objects in place of names joined by dots: `{"a.b": 1}` is `{"a": {"b": 1}}`. */
export function nested(fields: JsonObject): Draft {
  const draft = newDraft();
  for (const [path, value] of Object.entries(fields)) put(draft, path, value);
  return draft;
}

/** Names joined by more dots than this stay one name. */
const MAX_DEPTH = 20;

/** Puts a value that is not empty into a draft at a path, or under the path as one name where something is in the way. */
export function put(draft: Draft, path: string, value: unknown): void {
  if (value === undefined || value === null || value === '') return;
  const names = path.split('.');
  let at = draft;
  for (let depth = 0; depth < names.length - 1; depth++) {
    const name = names[depth] ?? '';
    const inner = Object.hasOwn(at, name) ? at[name] : newDraft();
    if (!isJsonObject(inner) || names.length > MAX_DEPTH) {
      at[names.slice(depth).join('.')] = value;
      return;
    }
    at[name] = inner;
    at = inner as Draft;
  }
  at[names.at(-1) ?? ''] = value;
}
