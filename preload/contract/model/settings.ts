import { z } from 'zod';

/** Longer than a week nothing is short-lived. */
export const MOST_SHORT_LIVED_MINUTES = 7 * 24 * 60;

const principals = z.array(z.string().trim().min(1).max(2048)).max(1000);

/** What the investigator has set for a case. */
export const caseSettings = z.object({
  /** ISO 3166 codes; null leaves it to the country most successful sign-ins came from. */
  homeCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters, such as DE.'))
    .max(250)
    .nullable(),
  /** ARNs of principals that count as administrators besides those found in the data, and of those that do not. */
  administratorsAdded: principals,
  administratorsRemoved: principals,
  /** Something created and removed again within this time was short-lived. */
  shortLivedMinutes: z.number().int().min(1).max(MOST_SHORT_LIVED_MINUTES),
});
export type CaseSettings = z.infer<typeof caseSettings>;

/** The settings, and what they come to together with what the data says. */
export const caseSettingsInForce = z.object({
  settings: caseSettings,
  /** The home countries in force. */
  homeCountries: z.array(z.string()),
  /** Every administrator with the reasons; those the settings take out are marked. */
  administrators: z.array(z.object({ principal: z.string(), reason: z.string(), removed: z.boolean() })),
  /** Countries that can be home: those of the case first. */
  countries: z.array(z.object({ code: z.string(), name: z.string(), events: z.number().int() })),
});
export type CaseSettingsInForce = z.infer<typeof caseSettingsInForce>;
