/** The guard in front of every ID that goes to Composio. */

/**
 * Gives the ID back. An empty filter would mean everybody, and an empty path ID the whole collection.
 * @throws when it is empty
 */
export function nonEmpty(id: string): string {
  if (id === '') throw new Error('an empty ID was about to be sent to Composio');
  return id;
}
