/* GENERATED from formats/zwasm_formats/abi.py, by scripts/gen.py; do not edit. */
#ifndef ZW_ABI_H
#define ZW_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifndef ZW_STATIC_ASSERT
#ifdef __cplusplus
#define ZW_STATIC_ASSERT static_assert
#else
#define ZW_STATIC_ASSERT _Static_assert
#endif
#endif

#define ZW_ABI_HASH 0x53dc3db8u

#define ZW_HOST_FUNC 0xffffffffu /* zw_funcref.func_index of host functions */
#define ZW_MEMORY_64 1u /* zw_memory.flags: 64-bit addresses */
#define ZW_MEMORY_GUARD 2u /* zw_memory.flags: accesses are checked by the guard pages after it */
#define ZW_MEMORY_SHARED 4u /* zw_memory.flags: shared between threads */
#define ZW_TABLE_64 1u /* zw_table.flags: 64-bit indices */
#define ZW_GUARD_RESERVE 0x200010000ull /* address space of a memory under the guard plan */
#define ZW_STACK_RESERVE 0x100000u /* most stack kept for host functions below the guest's limit */
#define ZW_STACK_RESERVE_LEAST 0xc000u /* least stack kept there; a thread needs twice as much to run guests */
#define ZW_STACK_UNCHECKED 1024u /* bytes of the cells of a host trampoline that nothing compares with the stack limit */
#define ZW_INT_ARGS 8u /* registers for arguments that are integers or references (x86-64) */
#define ZW_FLOAT_ARGS 8u /* registers for arguments that are floats or vectors (x86-64) */
#define ZW_INT_RESULTS 2u /* registers for results that are integers or references (x86-64) */
#define ZW_FLOAT_RESULTS 2u /* registers for results that are floats or vectors (x86-64) */
#define ZW_POLL (-8) /* displacement from a vmctx of what interruptible code polls */
#define ZW_POLL_AREA 0x10000u /* bytes before the vmctx of interruptible code that an interrupt makes unreadable */
#define ZW_MXCSR 0x1f80u /* floating-point control word of compiled code (x86-64) */
#define ZW_GLOBAL_SIZE 16u /* bytes of a global's cell */

struct zw_vmctx;
struct zw_store;
struct zw_instance;
struct zw_hostfunc;
struct zw_value;

/* Compiled code calls C, and is called by it, as on any other system. */
#if defined(_WIN64) && defined(__x86_64__)
#define ZW_GUEST_CALL __attribute__((sysv_abi))
#else
#define ZW_GUEST_CALL
#endif
typedef ZW_GUEST_CALL int64_t zw_host_entry(struct zw_hostfunc *self, struct zw_value *cells);

/* A value cell: 32-bit values are zero-extended, floats are bit patterns. */
typedef struct zw_value {
    uint64_t lo; /* the value, or the low half of a v128 */
    uint64_t hi; /* the high half of a v128 */
} zw_value;
ZW_STATIC_ASSERT(sizeof(zw_value) == 16, "size of zw_value");
ZW_STATIC_ASSERT(offsetof(zw_value, lo) == 0, "zw_value.lo");
ZW_STATIC_ASSERT(offsetof(zw_value, hi) == 8, "zw_value.hi");

/* What a non-null function reference points to. */
typedef struct zw_funcref {
    const void *code; /* entry point in the wasm convention */
    void *vmctx; /* the callee's zw_vmctx, or zw_hostfunc for host functions */
    uint32_t type_id; /* process-wide id of the function's type */
    uint32_t func_index; /* index in its module, or ZW_HOST_FUNC */
} zw_funcref;
ZW_STATIC_ASSERT(sizeof(zw_funcref) == 24, "size of zw_funcref");
ZW_STATIC_ASSERT(offsetof(zw_funcref, code) == 0, "zw_funcref.code");
ZW_STATIC_ASSERT(offsetof(zw_funcref, vmctx) == 8, "zw_funcref.vmctx");
ZW_STATIC_ASSERT(offsetof(zw_funcref, type_id) == 16, "zw_funcref.type_id");
ZW_STATIC_ASSERT(offsetof(zw_funcref, func_index) == 20, "zw_funcref.func_index");

/* How to call an imported function. */
typedef struct zw_import {
    const void *code; /* entry point in the wasm convention */
    void *vmctx; /* context the callee expects in the vmctx register */
} zw_import;
ZW_STATIC_ASSERT(sizeof(zw_import) == 16, "size of zw_import");
ZW_STATIC_ASSERT(offsetof(zw_import, code) == 0, "zw_import.code");
ZW_STATIC_ASSERT(offsetof(zw_import, vmctx) == 8, "zw_import.vmctx");

/* A linear memory. The base never moves. */
typedef struct zw_memory {
    uint8_t *base; /* first byte */
    uint64_t bytes; /* accessible bytes */
    uint64_t max_bytes; /* growth ends here */
    uint32_t page_log2; /* log2 of the page size */
    uint32_t flags; /* ZW_MEMORY_* */
    uint64_t reserved; /* bytes of address space owned from base on */
} zw_memory;
ZW_STATIC_ASSERT(sizeof(zw_memory) == 40, "size of zw_memory");
ZW_STATIC_ASSERT(offsetof(zw_memory, base) == 0, "zw_memory.base");
ZW_STATIC_ASSERT(offsetof(zw_memory, bytes) == 8, "zw_memory.bytes");
ZW_STATIC_ASSERT(offsetof(zw_memory, max_bytes) == 16, "zw_memory.max_bytes");
ZW_STATIC_ASSERT(offsetof(zw_memory, page_log2) == 24, "zw_memory.page_log2");
ZW_STATIC_ASSERT(offsetof(zw_memory, flags) == 28, "zw_memory.flags");
ZW_STATIC_ASSERT(offsetof(zw_memory, reserved) == 32, "zw_memory.reserved");

/* A table. The base moves when it grows. */
typedef struct zw_table {
    uint64_t *base; /* one 8-byte reference per element */
    uint64_t size; /* number of elements */
    uint64_t max; /* growth ends here */
    uint64_t type; /* canonical value type of the elements */
    uint64_t flags; /* ZW_TABLE_* */
} zw_table;
ZW_STATIC_ASSERT(sizeof(zw_table) == 40, "size of zw_table");
ZW_STATIC_ASSERT(offsetof(zw_table, base) == 0, "zw_table.base");
ZW_STATIC_ASSERT(offsetof(zw_table, size) == 8, "zw_table.size");
ZW_STATIC_ASSERT(offsetof(zw_table, max) == 16, "zw_table.max");
ZW_STATIC_ASSERT(offsetof(zw_table, type) == 24, "zw_table.type");
ZW_STATIC_ASSERT(offsetof(zw_table, flags) == 32, "zw_table.flags");

/* One entry from C into compiled code. */
typedef struct zw_activation {
    uint64_t sp; /* stack pointer at the landing, stored by the entry trampoline */
    uint64_t landing; /* where an unwinding trap continues, stored by the entry trampoline */
    struct zw_store *store; /* whose code runs */
    struct zw_vmctx *vmctx; /* the instance that was entered */
    uint64_t limit; /* the stack pointer of its code must stay above */
} zw_activation;
ZW_STATIC_ASSERT(sizeof(zw_activation) == 40, "size of zw_activation");
ZW_STATIC_ASSERT(offsetof(zw_activation, sp) == 0, "zw_activation.sp");
ZW_STATIC_ASSERT(offsetof(zw_activation, landing) == 8, "zw_activation.landing");
ZW_STATIC_ASSERT(offsetof(zw_activation, store) == 16, "zw_activation.store");
ZW_STATIC_ASSERT(offsetof(zw_activation, vmctx) == 24, "zw_activation.vmctx");
ZW_STATIC_ASSERT(offsetof(zw_activation, limit) == 32, "zw_activation.limit");

/* A host function; imports of it pass this struct as vmctx. */
typedef struct zw_hostfunc {
    zw_host_entry *fn; /* called by the host-call trampoline as fn(self, cells); failing, it unwinds */
    void *env; /* for fn */
    void *call; /* for fn */
    struct zw_store *store; /* the owner */
    struct zw_instance *instance; /* the importing instance, where there is exactly one */
    zw_funcref ref; /* the reference to this function */
} zw_hostfunc;
ZW_STATIC_ASSERT(sizeof(zw_hostfunc) == 64, "size of zw_hostfunc");
ZW_STATIC_ASSERT(offsetof(zw_hostfunc, fn) == 0, "zw_hostfunc.fn");
ZW_STATIC_ASSERT(offsetof(zw_hostfunc, env) == 8, "zw_hostfunc.env");
ZW_STATIC_ASSERT(offsetof(zw_hostfunc, call) == 16, "zw_hostfunc.call");
ZW_STATIC_ASSERT(offsetof(zw_hostfunc, store) == 24, "zw_hostfunc.store");
ZW_STATIC_ASSERT(offsetof(zw_hostfunc, instance) == 32, "zw_hostfunc.instance");
ZW_STATIC_ASSERT(offsetof(zw_hostfunc, ref) == 40, "zw_hostfunc.ref");

/* The fixed part of an instance as compiled code sees it. */
typedef struct zw_vmctx {
    uint8_t *mem0_base; /* base of memory 0 */
    uint64_t mem0_bytes; /* accessible bytes of memory 0 */
    uint64_t stack_limit; /* the stack pointer must stay above */
    const void *const *libcalls; /* table of C functions indexed by ZW_LIB_* */
    const uint32_t *type_ids; /* process-wide id of every type of the module */
    struct zw_instance *instance; /* for C */
    zw_funcref *const *funcrefs; /* one pointer per function that may be referred to */
} zw_vmctx;
ZW_STATIC_ASSERT(sizeof(zw_vmctx) == 56, "size of zw_vmctx");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, mem0_base) == 0, "zw_vmctx.mem0_base");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, mem0_bytes) == 8, "zw_vmctx.mem0_bytes");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, stack_limit) == 16, "zw_vmctx.stack_limit");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, libcalls) == 24, "zw_vmctx.libcalls");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, type_ids) == 32, "zw_vmctx.type_ids");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, instance) == 40, "zw_vmctx.instance");
ZW_STATIC_ASSERT(offsetof(zw_vmctx, funcrefs) == 48, "zw_vmctx.funcrefs");

/* Trap codes. */
#define ZW_TRAP_UNREACHABLE 1
#define ZW_TRAP_MEMORY_OOB 2
#define ZW_TRAP_TABLE_OOB 3
#define ZW_TRAP_INDIRECT_NULL 4
#define ZW_TRAP_INDIRECT_SIG 5
#define ZW_TRAP_INT_OVERFLOW 6
#define ZW_TRAP_DIV_ZERO 7
#define ZW_TRAP_BAD_CONVERSION 8
#define ZW_TRAP_STACK_OVERFLOW 9
#define ZW_TRAP_INTERRUPT 10
#define ZW_TRAP_NULL_REF 11
#define ZW_TRAP_UNDEFINED_ELEMENT 12
#define ZW_TRAP_UNALIGNED_ATOMIC 13
#define ZW_TRAP_CAST_FAILURE 14
#define ZW_TRAP_ARRAY_OOB 15
#define ZW_TRAP_EXCEPTION 16
#define ZW_TRAP_OUT_OF_MEMORY 17
#define ZW_TRAP_HOST 18
#define ZW_TRAP_EXIT 19
#define ZW_TRAP_EXPECTED_SHARED 20
#define ZW_TRAP_MESSAGES \
    [1] = "unreachable", \
    [2] = "out of bounds memory access", \
    [3] = "out of bounds table access", \
    [4] = "uninitialized element", \
    [5] = "indirect call type mismatch", \
    [6] = "integer overflow", \
    [7] = "integer divide by zero", \
    [8] = "invalid conversion to integer", \
    [9] = "call stack exhausted", \
    [10] = "interrupt", \
    [11] = "null reference", \
    [12] = "undefined element", \
    [13] = "unaligned atomic", \
    [14] = "cast failure", \
    [15] = "out of bounds array access", \
    [16] = "uncaught exception", \
    [17] = "allocation failure", \
    [18] = "host function failed", \
    [19] = "exit", \
    [20] = "expected shared memory"

/* C functions called by compiled code as fn(vmctx, ...). */
typedef uint8_t zw_v128 __attribute__((vector_size(16)));
#define ZW_LIB_MEMORY_GROW 0 /* memory, delta -> old size in pages or -1 */
#define ZW_LIB_MEMORY_COPY 1 /* to, from, n, to-memory | from-memory << 32 */
#define ZW_LIB_MEMORY_FILL 2 /* to, byte, n, memory */
#define ZW_LIB_MEMORY_INIT 3 /* to, from, n, data | memory << 32 */
#define ZW_LIB_DATA_DROP 4 /* data */
#define ZW_LIB_TABLE_GROW 5 /* table, reference, n -> old size or -1 */
#define ZW_LIB_TABLE_FILL 6 /* to, reference, n, table */
#define ZW_LIB_TABLE_COPY 7 /* to, from, n, to-table | from-table << 32 */
#define ZW_LIB_TABLE_INIT 8 /* to, from, n, elem | table << 32 */
#define ZW_LIB_ELEM_DROP 9 /* elem */
#define ZW_LIB_F32X4_FMA 10 /* a * b + c in four lanes, rounded once */
#define ZW_LIB_F64X2_FMA 11 /* a * b + c in two lanes, rounded once */
#define ZW_LIB_COUNT 12
ZW_GUEST_CALL int64_t zw_lib_memory_grow(zw_vmctx *vmctx, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_memory_copy(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_memory_fill(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_memory_init(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_data_drop(zw_vmctx *vmctx, uint64_t);
ZW_GUEST_CALL int64_t zw_lib_table_grow(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_table_fill(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_table_copy(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_table_init(zw_vmctx *vmctx, uint64_t, uint64_t, uint64_t, uint64_t);
ZW_GUEST_CALL void zw_lib_elem_drop(zw_vmctx *vmctx, uint64_t);
ZW_GUEST_CALL zw_v128 zw_lib_f32x4_fma(zw_vmctx *vmctx, zw_v128, zw_v128, zw_v128);
ZW_GUEST_CALL zw_v128 zw_lib_f64x2_fma(zw_vmctx *vmctx, zw_v128, zw_v128, zw_v128);
#define ZW_LIBCALL_TABLE \
    [0] = (const void *)zw_lib_memory_grow, \
    [1] = (const void *)zw_lib_memory_copy, \
    [2] = (const void *)zw_lib_memory_fill, \
    [3] = (const void *)zw_lib_memory_init, \
    [4] = (const void *)zw_lib_data_drop, \
    [5] = (const void *)zw_lib_table_grow, \
    [6] = (const void *)zw_lib_table_fill, \
    [7] = (const void *)zw_lib_table_copy, \
    [8] = (const void *)zw_lib_table_init, \
    [9] = (const void *)zw_lib_elem_drop, \
    [10] = (const void *)zw_lib_f32x4_fma, \
    [11] = (const void *)zw_lib_f64x2_fma

#define ZW_VMCTX_IMPORTS 64u /* offset of the first zw_import */

#endif
