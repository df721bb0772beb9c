/**
 * A statechart for people: Mermaid text for a README or a terminal, and JSON that Stately Studio
 * reads. Both are drawn from the machine itself, never from its table, so they show the definition
 * with its nesting, its guards and its descriptions. Nothing is left out: a transition that an
 * outer state makes for its inner ones is drawn from each of them, because Mermaid cannot draw an
 * edge between a state and one within it.
 */
/**
 * The machine as a Mermaid `stateDiagram-v2`; transitions read `EVENT [guard] / action, action`.
 */
export function toMermaid(machine) {
    const lines = ['stateDiagram-v2', ...bodyOf(machine.root, '  ')];
    return `${lines.join('\n')}\n`;
}
/**
 * The definition of the machine as JSON, in the form of an xstate configuration. A composed guard
 * becomes one name such as `a && !b`, a raised event an action such as `raise(PING)`.
 */
export function toStately(machine) {
    const config = plain(machine.config);
    return typeof config === 'object' && config !== null && !Array.isArray(config)
        ? { id: machine.id, ...config }
        : config;
}
// ---- Mermaid ------------------------------------------------------------------------------------
// A state's children and all edges between them, then the edges that leave it are its parent's
// work.
function bodyOf(node, indent) {
    const children = Object.values(node.states);
    const [initial] = node.type === 'compound' ? node.initial.target : [];
    const lines = [];
    if (initial) {
        const label = actionsText(node.initial.actions);
        lines.push(`${indent}[*] --> ${idOf(initial)}${label === '' ? '' : ` : / ${label}`}`);
    }
    for (const child of children)
        lines.push(...stateLines(child, indent));
    const declared = [...node.transitions.values()].flat().concat(node.always ?? []);
    const own = declared.flatMap((transition) => edgesWithin(transition, indent));
    const theirs = children.flatMap((child) => {
        const transitions = [...child.transitions.values()].flat().concat(child.always ?? []);
        return transitions.flatMap((transition) => edgesOut(transition, indent));
    });
    const ends = children.filter((child) => child.type === 'final');
    return [...lines, ...theirs, ...own, ...ends.map((end) => `${indent}${idOf(end)} --> [*]`)];
}
function stateLines(node, indent) {
    const id = idOf(node);
    const label = `${indent}state "${node.key}" as ${id}`;
    // A colon or a semicolon ends a text in Mermaid.
    const notes = [
        node.description,
        node.entry.length > 0 ? `entry / ${actionsText(node.entry)}` : undefined,
        node.exit.length > 0 ? `exit / ${actionsText(node.exit)}` : undefined,
    ].flatMap((note) => (note === undefined ? [] : [note.replace(/[;:]/g, ',')]));
    if (node.type !== 'compound')
        return [label, ...notes.map((note) => `${indent}${id} : ${note}`)];
    // A composite state takes no text of its own in Mermaid, so it gets a note beside it.
    const note = [`${indent}note right of ${id}`, ...notes.map((text) => `${indent}  ${text}`)];
    return [
        `${label} {`,
        ...bodyOf(node, `${indent}  `),
        `${indent}}`,
        ...(notes.length > 0 ? [...note, `${indent}end note`] : []),
    ];
}
// The edges of a transition that leaves its source or comes back to it from outside.
function edgesOut(transition, indent) {
    const { source } = transition;
    if (source.type === 'compound' && !leaves(transition))
        return [];
    const targets = transition.target ?? [source];
    return targets.map((target) => edge(source, target, transition, indent));
}
// The edges of a transition that an outer state makes for the states within it.
function edgesWithin(transition, indent) {
    const { source } = transition;
    if (source.type !== 'compound' || leaves(transition))
        return [];
    return livingLeaves(source, transition).flatMap((leaf) => (transition.target ?? [leaf]).map((target) => edge(leaf, target, transition, indent)));
}
function leaves(transition) {
    const { source, target } = transition;
    return target !== undefined && !target.every((node) => node === source || isWithin(node, source));
}
// The innermost states that let an outer transition have its event.
function livingLeaves(node, transition) {
    return Object.values(node.states).flatMap((child) => {
        const own = child.transitions.get(transition.eventType) ?? [];
        if (child.type === 'final' || own.some(({ guard }) => guard === undefined))
            return [];
        return child.type === 'compound' ? livingLeaves(child, transition) : [child];
    });
}
function isWithin(node, outer) {
    for (let at = node.parent; at; at = at.parent)
        if (at === outer)
            return true;
    return false;
}
function edge(from, to, transition, indent) {
    const label = labelOf(transition);
    const end = isWithin(from, to) ? restOf(to) : to;
    return `${indent}${idOf(from)} --> ${idOf(end)}${label === '' ? '' : ` : ${label}`}`;
}
// Where a machine that enters this state comes to rest, eventless transitions apart.
function restOf(node) {
    const [initial] = node.type === 'compound' ? node.initial.target : [];
    return initial ? restOf(initial) : node;
}
function labelOf(transition) {
    const { eventType, guard } = transition;
    const actions = actionsText(transition.actions);
    const parts = [
        eventType.startsWith('xstate.done.state.') ? 'done' : eventType,
        guard === undefined ? '' : `[${guardText(guard)}]`,
        actions === '' ? '' : `/ ${actions}`,
    ];
    return parts.filter((part) => part !== '').join(' ');
}
// Mermaid takes letters, digits and underscores for an id.
function idOf(node) {
    return node.path.join('__').replace(/\W/g, '_');
}
// ---- Names of guards and actions ----------------------------------------------------------------
function actionsText(actions) {
    return actions.map(actionText).join(', ');
}
function actionText(action) {
    const raised = nameOf(field(action, 'event'));
    return typeof action === 'function' && raised !== '' ? `raise(${raised})` : nameOf(action);
}
function guardText(guard) {
    const parts = field(guard, 'guards');
    if (!Array.isArray(parts))
        return nameOf(guard);
    const texts = parts.map((part) => {
        const text = guardText(part);
        return text.includes(' ') ? `(${text})` : text;
    });
    // The function that xstate makes of `and`, `or` or `not` bears that name.
    const combinator = typeof guard === 'function' ? guard.name : '';
    if (combinator === 'not')
        return `!${texts.join('')}`;
    return texts.join(combinator === 'or' ? ' || ' : ' && ');
}
function nameOf(use) {
    if (typeof use === 'string')
        return use;
    const type = field(use, 'type') ?? (typeof use === 'function' ? use.name : '');
    return typeof type === 'string' ? type : '';
}
// ---- JSON ---------------------------------------------------------------------------------------
function plain(value) {
    if (typeof value === 'function') {
        return field(value, 'guards') === undefined ? actionText(value) : guardText(value);
    }
    if (Array.isArray(value))
        return value.map(plain);
    if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
        return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
    }
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isScalar ? value : null;
}
function field(value, key) {
    const hasFields = (typeof value === 'object' && value !== null) || typeof value === 'function';
    return hasFields ? Reflect.get(value, key) : undefined;
}
//# sourceMappingURL=mermaid.js.map