/** Whose the state is. */
import type { State } from './state.js';

/** Says which organization the state is of. */
export function setOrganization(state: State, organizationId: string): void {
  state.organizationId = organizationId;
}

/** Says which agent is there from the beginning. */
export function setAgent(state: State, agentId: string): void {
  state.agentId = agentId;
}
