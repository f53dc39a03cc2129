/* Pointers and recursion: binary search trees, filled, searched and emptied. */
#include "bench.h"

typedef struct node {
    struct node *left, *right;
    uint32_t key, count;
} node;

static node pool[1 << 16];
static uint32_t used;

static node *insert(node *tree, uint32_t key)
{
    if (tree == NULL) {
        tree = &pool[used++];
        *tree = (node){NULL, NULL, key, 1};
    } else if (key == tree->key)
        tree->count++;
    else if (key < tree->key)
        tree->left = insert(tree->left, key);
    else
        tree->right = insert(tree->right, key);
    return tree;
}

static uint64_t digest(const node *tree, uint64_t seed)
{
    if (tree == NULL)
        return seed;
    seed = digest(tree->left, seed) * 31 + tree->key * tree->count;
    return digest(tree->right, seed);
}

static uint64_t work(void)
{
    uint64_t result = 0;
    for (int round = 0; round < 4; round++) {
        node *tree = NULL;
        used = 0;
        for (int i = 0; i < 1 << 16; i++)
            tree = insert(tree, (uint32_t)random_bits() & 0xfffff);
        for (int i = 0; i < 1 << 17; i++) {
            uint32_t key = (uint32_t)random_bits() & 0xfffff;
            const node *at = tree;
            while (at != NULL && at->key != key)
                at = key < at->key ? at->left : at->right;
            result += at != NULL ? at->count : 0;
        }
        result = digest(tree, result);
    }
    return result;
}
