const TITLES: Readonly<Record<string, string>> = {
  public4: 'public IPv4 of unknown place',
  public6: 'public IPv6 of unknown place',
  private: 'private address',
  aws_service: 'AWS service',
  aws_internal: 'AWS internal',
  other: 'other',
  none: 'no address',
};

/** Why an event has no place, in words. */
export function sourceClassTitle(sourceClass: string): string {
  return TITLES[sourceClass] ?? sourceClass;
}
