/* GENERATED from formats/zwasm_formats/cwasm.py, by scripts/gen.py; do not edit. */
#ifndef ZW_CWASM_H
#define ZW_CWASM_H

#include <stdint.h>

#ifndef ZW_STATIC_ASSERT
#ifdef __cplusplus
#define ZW_STATIC_ASSERT static_assert
#else
#define ZW_STATIC_ASSERT _Static_assert
#endif
#endif

#define ZW_CW_FORMAT_VERSION 3u
#define ZW_CW_MAGIC 0x4d57435au
#define ZW_CW_HEADER_AT 528u
#define ZW_CW_META_AT 1024u
#define ZW_CW_CONST_ALIGN 64u
#define ZW_CW_MOST_SECTIONS 128u
#define ZW_CW_NONE 0xffffffffu
#define ZW_CW_GROUP 128u

#define ZW_CW_MACHINE_X86_64 62u
#define ZW_CW_MACHINE_AARCH64 183u
#define ZW_CW_OS_NONE 0u
#define ZW_CW_OS_LINUX 1u
#define ZW_CW_OS_DARWIN 2u
#define ZW_CW_OS_WINDOWS 3u
#define ZW_CW_MACHINE_NAMES {62u, "x86_64"}, {183u, "aarch64"}
#define ZW_CW_OS_NAMES "none", "linux", "darwin", "windows"

/* What this program runs on, and the largest page there. */
#if defined(__x86_64__)
#define ZW_CW_MACHINE ZW_CW_MACHINE_X86_64
#elif defined(__aarch64__)
#define ZW_CW_MACHINE ZW_CW_MACHINE_AARCH64
#endif
#if defined(__linux__)
#define ZW_CW_OS ZW_CW_OS_LINUX
#elif defined(__APPLE__)
#define ZW_CW_OS ZW_CW_OS_DARWIN
#elif defined(_WIN32)
#define ZW_CW_OS ZW_CW_OS_WINDOWS
#endif
#if ZW_CW_MACHINE == ZW_CW_MACHINE_X86_64 && ZW_CW_OS == ZW_CW_OS_LINUX
#define ZW_CW_PAGE 0x1000u
#elif ZW_CW_MACHINE == ZW_CW_MACHINE_X86_64 && ZW_CW_OS == ZW_CW_OS_DARWIN
#define ZW_CW_PAGE 0x1000u
#elif ZW_CW_MACHINE == ZW_CW_MACHINE_X86_64 && ZW_CW_OS == ZW_CW_OS_WINDOWS
#define ZW_CW_PAGE 0x1000u
#elif ZW_CW_MACHINE == ZW_CW_MACHINE_AARCH64 && ZW_CW_OS == ZW_CW_OS_LINUX
#define ZW_CW_PAGE 0x10000u
#elif ZW_CW_MACHINE == ZW_CW_MACHINE_AARCH64 && ZW_CW_OS == ZW_CW_OS_DARWIN
#define ZW_CW_PAGE 0x4000u
#elif ZW_CW_MACHINE == ZW_CW_MACHINE_AARCH64 && ZW_CW_OS == ZW_CW_OS_WINDOWS
#define ZW_CW_PAGE 0x1000u
#endif

#define ZW_CW_FLAG_64 1u
#define ZW_CW_FLAG_GUARD 2u
#define ZW_CW_FLAG_MUTABLE 1u
#define ZW_CW_FLAG_SHARED 4u
#define ZW_CW_MODE_ACTIVE 0u
#define ZW_CW_MODE_DECLARED 2u
#define ZW_CW_MODE_PASSIVE 1u
#define ZW_CW_OPTION_CANONICAL_NANS 2u
#define ZW_CW_OPTION_CHECKED_MEMORY 4u
#define ZW_CW_OPTION_INTERRUPTIBLE 1u
#define ZW_CW_KIND_FUNC 0u
#define ZW_CW_KIND_TABLE 1u
#define ZW_CW_KIND_MEMORY 2u
#define ZW_CW_KIND_GLOBAL 3u
#define ZW_CW_KIND_TAG 4u
#define ZW_CW_TYPE_FUNC 0u
#define ZW_CW_TYPE_STRUCT 1u
#define ZW_CW_TYPE_ARRAY 2u
#define ZW_CW_OP_I32_CONST 0x41u
#define ZW_CW_OP_I64_CONST 0x42u
#define ZW_CW_OP_F32_CONST 0x43u
#define ZW_CW_OP_F64_CONST 0x44u
#define ZW_CW_OP_GLOBAL_GET 0x23u
#define ZW_CW_OP_REF_NULL 0xd0u
#define ZW_CW_OP_REF_FUNC 0xd2u
#define ZW_CW_OP_I32_ADD 0x6au
#define ZW_CW_OP_I32_SUB 0x6bu
#define ZW_CW_OP_I32_MUL 0x6cu
#define ZW_CW_OP_I64_ADD 0x7cu
#define ZW_CW_OP_I64_SUB 0x7du
#define ZW_CW_OP_I64_MUL 0x7eu
#define ZW_CW_OP_V128_CONST 0x30cu
#define ZW_CW_OP_V128_HIGH 0xffffu

#define ZW_CW_PART_TEXT 0 /* machine code */
#define ZW_CW_PART_CONST 1 /* constants and jump tables of the code; it ends where the text begins */
#define ZW_CW_PART_DATA 2 /* bytes of data segments */
#define ZW_CW_PART_IMAGE 3 /* initial memory images */
#define ZW_CW_PART_LINES 4 /* text offset to wasm offset */
#define ZW_CW_PART_SYMTAB 5 /* ELF symbols, one per defined function; hidden: the module has no name for it */
#define ZW_CW_PART_STRTAB 6 /* their names */
#define ZW_CW_PARTS 7
#define ZW_CW_TABLE_TYPES 0
#define ZW_CW_TABLE_FUNCTYPES 1
#define ZW_CW_TABLE_CODE 2
#define ZW_CW_TABLE_IMPORTS 3
#define ZW_CW_TABLE_EXPORTS 4
#define ZW_CW_TABLE_TABLES 5
#define ZW_CW_TABLE_MEMORIES 6
#define ZW_CW_TABLE_GLOBALS 7
#define ZW_CW_TABLE_TAGS 8
#define ZW_CW_TABLE_EXPRS 9
#define ZW_CW_TABLE_ELEMS 10
#define ZW_CW_TABLE_POOL 11
#define ZW_CW_TABLE_DATAS 12
#define ZW_CW_TABLE_IMAGES 13
#define ZW_CW_TABLE_ENTRIES 14
#define ZW_CW_TABLE_HOSTS 15
#define ZW_CW_TABLE_REFS 16
#define ZW_CW_TABLE_TRAPINDEX 17
#define ZW_CW_TABLE_TRAPS 18
#define ZW_CW_TABLE_STRINGS 19
#define ZW_CW_TABLES 20
/* Of every section, parts first: its name, the size of a record. */
#define ZW_CW_SECTION_NAMES \
    {"text", 1}, \
    {"const", 1}, \
    {"data", 1}, \
    {"image", 1}, \
    {"lines", 1}, \
    {"symtab", 1}, \
    {"strtab", 1}, \
    {"types", 4}, \
    {"functypes", 4}, \
    {"code", 8}, \
    {"imports", 24}, \
    {"exports", 16}, \
    {"tables", 40}, \
    {"memories", 24}, \
    {"globals", 24}, \
    {"tags", 8}, \
    {"exprs", 16}, \
    {"elems", 40}, \
    {"pool", 4}, \
    {"datas", 32}, \
    {"images", 32}, \
    {"entries", 8}, \
    {"hosts", 8}, \
    {"refs", 4}, \
    {"trapindex", 8}, \
    {"traps", 1}, \
    {"strings", 1}

/* Bit n of a feature mask is row n: name, CPUID leaf, register (a to d: 0 to 3), bit, XCR0. */
#define ZW_CPU_X86_ROWS \
{"sse3", 1u, 2, 0, 0}, {"ssse3", 1u, 2, 9, 0}, {"sse4.1", 1u, 2, 19, 0}, {"sse4.2", 1u, 2, 20, 0}, {"popcnt", 1u, 2, 23, 0}, {"cx16", 1u, 2, 13, 0}, {"lahf", 0x80000001u, 2, 0, 0}, {"avx", 1u, 2, 28, 6}, {"avx2", 7u, 1, 5, 6}, {"bmi1", 7u, 1, 3, 0}, {"bmi2", 7u, 1, 8, 0}, {"f16c", 1u, 2, 29, 6}, {"fma", 1u, 2, 12, 6}, {"lzcnt", 0x80000001u, 2, 5, 0}, {"movbe", 1u, 2, 22, 0}, {"avx512f", 7u, 1, 16, 230}, {"avx512bw", 7u, 1, 30, 230}, {"avx512cd", 7u, 1, 28, 230}, {"avx512dq", 7u, 1, 17, 230}, {"avx512vl", 7u, 1, 31, 230}, {"avx512_bitalg", 7u, 2, 12, 230}

#define ZW_CPU_X86_LEVEL_V2 127u
#define ZW_CPU_X86_LEVEL_V3 0x7fffu
#define ZW_CPU_X86_LEVEL_V4 0xfffffu

/* Identity. */
typedef struct zw_cw_header {
    uint32_t magic; /* 0x4d57435a */
    uint32_t version; /* of this format */
    uint32_t meta_crc; /* CRC-32 of the file up to the end of the metadata, without this field and the next */
    uint32_t bulk_crc; /* CRC-32 of the rest of the file */
    uint64_t file_size; /* of the container */
    uint64_t meta_end; /* end of the metadata */
    uint32_t abi_hash; /* fingerprint of the run-time ABI */
    uint32_t machine; /* ELF machine number */
    uint32_t os; /* 1 linux, 2 darwin, 3 windows */
    uint32_t options; /* 1 interruptible, 2 canonical NaNs, 4 checked */
    uint64_t cpu_features; /* features the code uses */
    uint8_t compiler[16]; /* version of the compiler, NUL-padded */
    uint8_t source_hash[32]; /* SHA-256 of the source module */
    uint32_t imported_funcs;
    uint32_t imported_tables;
    uint32_t imported_memories;
    uint32_t imported_globals;
    uint32_t imported_tags;
    uint32_t types; /* number of types */
    uint32_t start; /* start function or all ones */
    uint32_t lines; /* number of line index entries */
    uint32_t vmctx_imports; /* offset of the parts of a vmctx */
    uint32_t vmctx_memories;
    uint32_t vmctx_tables;
    uint32_t vmctx_globals;
    uint32_t vmctx_size;
    uint32_t sections; /* number of entries of the directory */
} zw_cw_header;
ZW_STATIC_ASSERT(sizeof(zw_cw_header) == 160, "size of header");

/* An entry of the directory: a part or a table. */
typedef struct zw_cw_section {
    uint8_t name[16]; /* NUL-padded */
    uint64_t offset; /* in the container */
    uint64_t size; /* in bytes */
} zw_cw_section;
ZW_STATIC_ASSERT(sizeof(zw_cw_section) == 32, "size of section");

/* Every 128th line, at the start of the lines part. */
typedef struct zw_cw_lineindex {
    uint32_t off; /* text offset */
    uint32_t pos; /* wasm offset */
    uint32_t at; /* of the next, after the index */
    uint32_t pad;
} zw_cw_lineindex;
ZW_STATIC_ASSERT(sizeof(zw_cw_lineindex) == 16, "size of lineindex");

/* Rec groups: length, then per type: kind, final, supertypes (count, indices), then func: parameters and results (count, types each), struct or array: fields (count, then type, mutable). */
typedef struct zw_cw_types {
    uint32_t word; /* value types are code | heap type << 8 */
} zw_cw_types;
ZW_STATIC_ASSERT(sizeof(zw_cw_types) == 4, "size of types");

/* Type index of every function, imported ones first. */
typedef struct zw_cw_functypes {
    uint32_t type;
} zw_cw_functypes;
ZW_STATIC_ASSERT(sizeof(zw_cw_functypes) == 4, "size of functypes");

/* Where each defined function lies in the text. */
typedef struct zw_cw_code {
    uint32_t off;
    uint32_t size;
} zw_cw_code;
ZW_STATIC_ASSERT(sizeof(zw_cw_code) == 8, "size of code");

/* Imports in module order. */
typedef struct zw_cw_imports {
    uint32_t module; /* offset in strings */
    uint32_t module_len;
    uint32_t name; /* offset in strings */
    uint32_t name_len;
    uint32_t kind; /* func, table, memory, global, tag */
    uint32_t index; /* in the index space of its kind */
} zw_cw_imports;
ZW_STATIC_ASSERT(sizeof(zw_cw_imports) == 24, "size of imports");

/* Exports in module order. */
typedef struct zw_cw_exports {
    uint32_t name; /* offset in strings */
    uint32_t name_len;
    uint32_t kind;
    uint32_t index;
} zw_cw_exports;
ZW_STATIC_ASSERT(sizeof(zw_cw_exports) == 16, "size of exports");

/* All tables, imported first. */
typedef struct zw_cw_tables {
    uint64_t type; /* element type */
    uint64_t min;
    uint64_t max; /* all ones: none */
    uint32_t flags; /* 1 64-bit */
    uint32_t init; /* first instruction in exprs */
    uint32_t init_len; /* 0: null */
    uint32_t pad;
} zw_cw_tables;
ZW_STATIC_ASSERT(sizeof(zw_cw_tables) == 40, "size of tables");

/* All memories, imported first. */
typedef struct zw_cw_memories {
    uint64_t min; /* pages */
    uint64_t max; /* pages; all ones: none */
    uint32_t flags; /* 1 64-bit, 2 guard plan, 4 shared */
    uint32_t page_log2;
} zw_cw_memories;
ZW_STATIC_ASSERT(sizeof(zw_cw_memories) == 24, "size of memories");

/* All globals, imported first. */
typedef struct zw_cw_globals {
    uint64_t type;
    uint32_t flags; /* 1 mutable */
    uint32_t init; /* first instruction in exprs */
    uint32_t init_len;
    uint32_t pad;
} zw_cw_globals;
ZW_STATIC_ASSERT(sizeof(zw_cw_globals) == 24, "size of globals");

/* All tags, imported first. */
typedef struct zw_cw_tags {
    uint32_t type; /* type index */
    uint32_t pad;
} zw_cw_tags;
ZW_STATIC_ASSERT(sizeof(zw_cw_tags) == 8, "size of tags");

/* Constant expressions: instructions of a stack machine. */
typedef struct zw_cw_exprs {
    uint64_t op;
    uint64_t imm;
} zw_cw_exprs;
ZW_STATIC_ASSERT(sizeof(zw_cw_exprs) == 16, "size of exprs");

/* Element segments. */
typedef struct zw_cw_elems {
    uint64_t type; /* element type */
    uint32_t mode; /* active, passive, declared */
    uint32_t table;
    uint32_t offset; /* first instruction in exprs */
    uint32_t offset_len;
    uint32_t first; /* first item in pool */
    uint32_t count; /* number of elements */
    uint32_t exprs; /* 1: items are (first, length) in exprs; 0: function indices, all ones null */
    uint32_t pad;
} zw_cw_elems;
ZW_STATIC_ASSERT(sizeof(zw_cw_elems) == 40, "size of elems");

/* Items of element segments. */
typedef struct zw_cw_pool {
    uint32_t item;
} zw_cw_pool;
ZW_STATIC_ASSERT(sizeof(zw_cw_pool) == 4, "size of pool");

/* Data segments. */
typedef struct zw_cw_datas {
    uint32_t mode; /* active, passive, or declared: applied by an image */
    uint32_t memory;
    uint32_t offset; /* first instruction in exprs */
    uint32_t offset_len;
    uint64_t start; /* in the data part */
    uint64_t size;
} zw_cw_datas;
ZW_STATIC_ASSERT(sizeof(zw_cw_datas) == 32, "size of datas");

/* Initial contents of memories, mapped copy-on-write. */
typedef struct zw_cw_images {
    uint64_t at; /* address in the memory */
    uint64_t start; /* in the image part */
    uint64_t size;
    uint32_t memory;
    uint32_t pad;
} zw_cw_images;
ZW_STATIC_ASSERT(sizeof(zw_cw_images) == 32, "size of images");

/* Entry trampolines, ascending by type. */
typedef struct zw_cw_entries {
    uint32_t type;
    uint32_t off;
} zw_cw_entries;
ZW_STATIC_ASSERT(sizeof(zw_cw_entries) == 8, "size of entries");

/* Host-call trampolines, ascending by type. */
typedef struct zw_cw_hosts {
    uint32_t type;
    uint32_t off;
} zw_cw_hosts;
ZW_STATIC_ASSERT(sizeof(zw_cw_hosts) == 8, "size of hosts");

/* Functions that may be referred to (exported, declared, in segments), ascending. */
typedef struct zw_cw_refs {
    uint32_t func;
} zw_cw_refs;
ZW_STATIC_ASSERT(sizeof(zw_cw_refs) == 4, "size of refs");

/* Every 128th trap site. */
typedef struct zw_cw_trapindex {
    uint32_t off; /* text offset */
    uint32_t at; /* in traps */
} zw_cw_trapindex;
ZW_STATIC_ASSERT(sizeof(zw_cw_trapindex) == 8, "size of trapindex");

/* Trap sites: varint of (distance << 1 | other); if other, the trap code follows, else it is 2. */
typedef struct zw_cw_traps {
    uint8_t byte;
} zw_cw_traps;
ZW_STATIC_ASSERT(sizeof(zw_cw_traps) == 1, "size of traps");

/* UTF-8 names of imports and exports. */
typedef struct zw_cw_strings {
    uint8_t byte;
} zw_cw_strings;
ZW_STATIC_ASSERT(sizeof(zw_cw_strings) == 1, "size of strings");

#endif
