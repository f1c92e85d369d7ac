def best(event):
    return max(event["players"])
