/** The panels of the dashboard Triage about the data set and its callers. */
export const DATA_PANELS = [
  'coverage',
  'events-over-time-by-account',
  'event-categories',
  'data-events-logged',
  'identity-types',
  'error-codes',
  'user-agents',
  'first-seen-per-actor',
  'addresses-with-denied-calls',
];

/** Those about what an intruder does. */
export const ATTACK_PANELS = [
  'root-use',
  'log-tampering',
  'credential-creation',
  'trust-and-sharing',
  'secrets-access',
  'enumeration-bursts',
  'password-spraying-by-address',
];
