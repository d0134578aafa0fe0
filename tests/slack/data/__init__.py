"""What the home tab and 我的数据 show of what the store keeps."""
