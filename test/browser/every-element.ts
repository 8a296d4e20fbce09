/** Messages, modals and Home tabs with everything in them that the face can draw, for its tests. */

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const press = { type: 'button', action_id: 'press', text: plain('Press'), value: 'v', style: 'primary' };

/** Blocks of a message that mentions a person. */
export function everyMessageBlock(slackUserId: string): object[] {
  const now = Math.floor(Date.now() / 1000);
  const text = `*bold* _italic_ ~struck~ \`code\` <@${slackUserId}> :warning:\n• one\n• two\n\`\`\`fenced &lt;code&gt;\`\`\``;
  return [
    { type: 'header', text: plain('A header') },
    { type: 'section', text: { type: 'mrkdwn', text } },
    { type: 'section', fields: [plain('left'), plain('right')] },
    {
      type: 'section',
      text: plain('Pick one'),
      accessory: {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Pick'),
        options: [option('A', 'a'), option('B', 'b')],
      },
    },
    { type: 'divider' },
    {
      type: 'actions',
      elements: [
        press,
        {
          type: 'button',
          action_id: 'danger',
          text: plain('Danger'),
          style: 'danger',
          confirm: {
            title: plain('Really?'),
            text: plain('It is gone then.'),
            confirm: plain('Yes'),
            deny: plain('No'),
          },
        },
        { type: 'button', action_id: 'leave', text: plain('Leave'), url: 'https://help.example/' },
      ],
    },
    { type: 'context', elements: [{ type: 'mrkdwn', text: `<!date^${now}^{date_short_pretty} at {time}|now>` }] },
  ];
}

const input = (blockId: string, label: string, element: object) => ({
  type: 'input',
  block_id: blockId,
  label: plain(label),
  element: { action_id: 'value', ...element },
});

/** An input of every kind. */
export function everyInput(): object[] {
  const many = [option('One', 'm1'), option('Two', 'm2'), option('Three', 'm3')];
  return [
    input('line', 'Line', { type: 'plain_text_input' }),
    input('lines', 'Lines', { type: 'plain_text_input', multiline: true }),
    input('menu', 'Menu', { type: 'static_select', options: [option('One', 'one'), option('Two', 'two')] }),
    input('grouped', 'Grouped', {
      type: 'static_select',
      option_groups: [
        { label: plain('First'), options: [option('G1', 'g1')] },
        { label: plain('Second'), options: [option('G2', 'g2')] },
      ],
    }),
    input('person', 'Person', { type: 'users_select' }),
    input('many', 'Many', {
      type: 'multi_static_select',
      option_groups: [{ label: plain('All'), options: many }],
      initial_options: many.slice(0, 1),
    }),
    input('ticks', 'Ticks', { type: 'checkboxes', options: [option('Tick A', 'a'), option('Tick B', 'b')] }),
    input('radio', 'Radio', { type: 'radio_buttons', options: [option('Radio A', 'a'), option('Radio B', 'b')] }),
  ];
}

/** A modal with a submit button. */
export function modalOf(blocks: object[]): object {
  return { type: 'modal', callback_id: 'every', title: plain('Everything'), submit: plain('Go'), blocks };
}

/** A Home tab with a heading and a button. */
export function homeOf(heading: string): object {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(heading) },
      { type: 'actions', elements: [press] },
    ],
  };
}
