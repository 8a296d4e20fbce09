/** The action IDs of pausing and resuming. */

export const pauseAction = 'pause:pause';
export const resumeAction = 'pause:resume';
