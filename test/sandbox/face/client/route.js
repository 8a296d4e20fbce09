/** The address of what is shown: `#/ben.baker/dm`. Pure. */

/** @typedef {{ person: string, place: string }} Where a user name; a channel's name, `dm` or `home` */

/**
 * @param {string} hash as in `location.hash`
 * @returns {Where} empty parts where it does not say
 */
export function readWhere(hash) {
  const [person = '', place = ''] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { person, place };
}

/**
 * @param {Where} where
 */
export function writeWhere({ person, place }) {
  return `#/${encodeURIComponent(person)}/${encodeURIComponent(place)}`;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken escape is somebody's typing mistake: taken literally, it leads to no place.
    return part;
  }
}
