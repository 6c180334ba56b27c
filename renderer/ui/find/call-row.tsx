import type { Call } from "#ui/find/calls";

/** One call in a list of choices: icon, name, key, and why it cannot be done now. */
export function CallRow({ call }: { call: Call }) {
  const Icon = call.icon;
  return (
    <>
      <Icon aria-hidden="true" />
      <span className="choice-words">
        <span>{call.name}</span>
        {call.why ? <span className="choice-why">{call.why}</span> : null}
      </span>
      {call.keys ? <kbd>{call.keys}</kbd> : null}
    </>
  );
}
