/* Indirect calls: a stack machine whose instructions are functions in a table. */
#include "bench.h"

typedef struct machine {
    int64_t stack[16];
    int top, at;
    int64_t left;
} machine;

static void push(machine *m, int64_t v) { m->stack[m->top++ & 15] = v; }
static int64_t pop(machine *m) { return m->stack[--m->top & 15]; }

static void op_one(machine *m) { push(m, 1); }
static void op_dup(machine *m) { int64_t v = pop(m); push(m, v); push(m, v); }
static void op_add(machine *m) { int64_t v = pop(m); push(m, pop(m) + v); }
static void op_mul(machine *m) { int64_t v = pop(m); push(m, pop(m) * v); }
static void op_xor(machine *m) { int64_t v = pop(m); push(m, pop(m) ^ v); }
static void op_swap(machine *m) { int64_t v = pop(m), w = pop(m); push(m, v); push(m, w); }
static void op_shift(machine *m) { push(m, (int64_t)((uint64_t)pop(m) >> 7)); }
static void op_loop(machine *m) { m->at = m->left-- > 0 ? 0 : m->at; }

static void (*const ops[])(machine *) = {op_one, op_dup, op_add, op_mul, op_xor, op_swap, op_shift, op_loop};

static uint64_t work(void)
{
    static const uint8_t program[] = {1, 0, 2, 1, 1, 3, 2, 1, 6, 4, 0, 5, 2, 0, 0, 2, 3, 7};
    machine m = {.left = 1000000};
    push(&m, 12345);
    while (m.at < (int)sizeof program)
        ops[program[m.at++]](&m);
    return (uint64_t)pop(&m);
}
