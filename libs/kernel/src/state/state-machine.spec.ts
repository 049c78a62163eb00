import { stateMachine, TransitionError } from './state-machine';

const run = stateMachine('push_run', { planned: ['sending', 'cancelled'], sending: ['sent', 'failed'], sent: [], failed: [], cancelled: [] });

describe('stateMachine', () => {
  it('knows its states, and which of them are final', () => {
    expect(run.states).toEqual(['planned', 'sending', 'sent', 'failed', 'cancelled']);
    expect(run.finalStates).toEqual(['sent', 'failed', 'cancelled']);
    expect(run.states.filter(run.isFinal)).toEqual(run.finalStates);
  });

  it('allows what the table says, and nothing else', () => {
    const allowed = run.states.flatMap((from) =>
      run.states.flatMap((to) => {
        try {
          run.assert(from, to);
          return `${from}>${to}`;
        } catch {
          return [];
        }
      }),
    );
    expect(allowed).toEqual(['planned>sending', 'planned>cancelled', 'sending>sent', 'sending>failed']);
  });

  it('says what may not follow what', () => {
    expect(() => run.assert('sent', 'planned')).toThrow(TransitionError);
    expect(() => run.assert('sent', 'planned')).toThrow('push_run: sent cannot become planned');
    try {
      run.assert('planned', 'planned');
    } catch (error) {
      expect(error).toMatchObject({ code: 'STATE_TRANSITION', kind: 'conflict', details: { subject: 'push_run', from: 'planned', to: 'planned' } });
    }
    expect.assertions(3);
  });
});
