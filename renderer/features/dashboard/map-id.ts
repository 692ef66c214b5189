/** The id by which a tab shows the map alone instead of a dashboard. */
export const MAP_ID = 'map';
