/** The action IDs of the audit. */

export const openAuditAction = 'audit:open';
export const chooseActorAction = 'audit:actor';
export const anyActorAction = 'audit:any_actor';
export const chooseSubjectAction = 'audit:subject';
export const anySubjectAction = 'audit:any_subject';
export const chooseTopicAction = 'audit:topic';
export const olderAction = 'audit:older';
export const newestAction = 'audit:newest';
export const sendLinesAction = 'audit:send';
