/** Every Block Kit limit the checker enforces, in characters or items, as Slack's reference pages state them. */

export const limits = {
  message: { blocks: 50, text: 40_000, updateText: 4_000, markdown: 12_000 },
  view: { blocks: 100, title: 24, submit: 24, close: 24, privateMetadata: 3_000, callbackId: 255, externalId: 255 },
  /** Bytes of the whole view as JSON. */
  viewBytes: 250_000,
  blockId: 255,
  actionId: 255,
  section: { text: 3_000, fields: 10, field: 2_000 },
  header: 150,
  context: 10,
  actions: 25,
  input: { label: 2_000, hint: 2_000 },
  alert: 200,
  image: { url: 3_000, altText: 2_000, title: 2_000 },
  placeholder: 150,
  button: { text: 75, value: 2_000, url: 3_000, accessibilityLabel: 75 },
  option: { text: 75, value: 150, description: 75, url: 3_000 },
  overflowOptions: 5,
  /** Checkboxes and radio buttons. */
  choiceOptions: 10,
  select: { options: 100, groups: 100, groupLabel: 75 },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  plainTextInput: 3_000,
  richTextInputLines: 100,
  files: 10,
  listIndent: 8,
} as const;
