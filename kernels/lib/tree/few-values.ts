/**
 * Features with at most so many values are counted where presorted lists are used: those with more keep their lists, because sorting them where nodes
 * get small would cost more than counting wins.
 */
export const FEW_VALUES: i32 = 64;
