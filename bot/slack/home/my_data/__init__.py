"""「我的数据」: what is stored about whoever looks, to take along and to delete."""
