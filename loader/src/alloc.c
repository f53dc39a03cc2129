/* What a store gives: blocks that live as long as it does, and room for memories and tables. */
#include <stdlib.h>

#include "zw.h"

void *zw_alloc(zw_store *store, size_t size)
{
    if (size > SIZE_MAX - sizeof(zw_block))
        return NULL;
    zw_block *block = calloc(1, sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->next = store->blocks;
    store->blocks = block;
    return block + 1;
}

void zw_store_limit_memory(zw_store *store, uint64_t bytes)
{
    store->memory_limit = bytes;
}

uint64_t zw_store_room(const zw_store *store)
{
    return store->memory_used < store->memory_limit ? store->memory_limit - store->memory_used : 0;
}
